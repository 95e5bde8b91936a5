// The same plus charts in space.
import Plotly from 'plotly.js/lib/core';
import mesh3d from 'plotly.js/lib/mesh3d';
import scatter3d from 'plotly.js/lib/scatter3d';
import surface from 'plotly.js/lib/surface';
import './flat.js';

Plotly.register([mesh3d, scatter3d, surface]);
