/** Prints docs/automaton.md: the option negotiation automaton as a grid and a diagram, from the table the code runs on. */
import { events, states, table } from '../protocol/ppp/automaton/table.ts';

const meanings = {
  Up: 'lower layer is up',
  Down: 'lower layer is down',
  Open: 'administrative open',
  Close: 'administrative close',
  'TO+': 'timeout, retransmissions left',
  'TO-': 'timeout, none left',
  'RCR+': 'acceptable Configure-Request',
  'RCR-': 'unacceptable Configure-Request',
  RCA: 'Configure-Ack',
  RCN: 'Configure-Nak or -Reject',
  RTR: 'Terminate-Request',
  RTA: 'Terminate-Ack',
  RUC: 'unknown code',
  'RXJ+': 'permitted Code- or Protocol-Reject',
  'RXJ-': 'fatal Code- or Protocol-Reject',
  RXR: 'Echo or Discard',
};

function cellText(state, event) {
  const cell = table[state][event];
  if (cell === undefined) return '–';
  const next = cell.next === state ? '·' : cell.next;
  return cell.actions.length === 0 ? next : `${cell.actions.join(', ')} → ${next}`;
}

function grid(columns) {
  return [
    `| event | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...events.map(
      (event) => `| **${event}** | ${columns.map((state) => cellText(state, event)).join(' | ')} |`,
    ),
  ].join('\n');
}

/** Mermaid wants identifiers without dashes. */
const identifier = (state) => state.replace('-', '');

/** One arrow for all events that lead the same way, self-loops left out. */
function diagram() {
  const arrows = new Map();
  for (const state of states) {
    for (const event of events) {
      const next = table[state][event]?.next;
      if (next === undefined || next === state) continue;
      const arrow = `${identifier(state)} --> ${identifier(next)}`;
      arrows.set(arrow, [...(arrows.get(arrow) ?? []), event]);
    }
  }
  return [
    'stateDiagram-v2',
    '  [*] --> Initial',
    ...[...arrows].map(([arrow, labels]) => `  ${arrow} : ${labels.join(' ')}`),
  ].join('\n');
}

process.stdout.write(`# The option negotiation automaton

Printed by \`scripts/draw-automaton.mjs\` from \`protocol/ppp/automaton/table.ts\`, which is RFC 1661 §4.1 as data. LCP,
CCP, IPCP and IPV6CP all run on it. Do not edit; print it again.

\`·\` stays in the state, \`–\` cannot happen. Actions come in the order they are performed
(see [ADR 2](adr/0002-action-order-of-the-automaton.md)).

${grid(states.slice(0, 5))}

${grid(states.slice(5))}

## Events

${events.map((event) => `- **${event}**: ${meanings[event]}`).join('\n')}

## Ways between states

\`\`\`mermaid
${diagram()}
\`\`\`
`);
