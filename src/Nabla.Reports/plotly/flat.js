// The flat charts of a report. plotly.js's core includes lines and points.
import Plotly from 'plotly.js/lib/core';
import bar from 'plotly.js/lib/bar';
import contour from 'plotly.js/lib/contour';
import heatmap from 'plotly.js/lib/heatmap';

Plotly.register([bar, contour, heatmap]);
globalThis.Plotly = Plotly;
