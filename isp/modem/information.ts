/** What ATI tells about the modem. */

const lines: Readonly<Record<number, string>> = {
  0: '33600',
  1: '255',
  3: 'Dial-Up Networking virtual modem, V.34',
  4: 'No line, no speaker, no lights: one end of an embedded telephone exchange.',
};

export function information(page: number): string {
  return lines[page] ?? lines[3] ?? '';
}
