// The doctor's findings, each with a button that tries the advice.
import { byId, h } from './dom';
import { change, state } from './state';

export function renderFindings(): void {
  byId('doctor').replaceChildren(
    h('h3', {}, 'Doctor'),
    state.findings.length === 0
      ? h('p', { class: 'quiet' }, 'No findings.')
      : h('ul', {}, ...state.findings.slice(0, 8).map(finding => h('li', { class: finding.severity },
        h('span', { class: 'severity' }, finding.severity), ' ', `${finding.sentence}.`,
        finding.try ? h('button', { type: 'button', onclick: () => change(finding.options!) }, finding.try) : null))));
}
