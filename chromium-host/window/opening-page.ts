/** What a window shows until main's page is there: its title for the task list, its colour, and nothing else. */

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `color`: as CSS writes it in hexadecimal; anything else is left to the browser. */
export function openingPage(title: string, color: string | undefined): string {
  const background = /^#[0-9a-f]{6}$/i.test(color ?? '')
    ? `<style>html{background:${color ?? ''}}</style>`
    : '';
  // Without an icon of its own it would ask for one.
  return `<!doctype html><title>${escaped(title)}</title><link rel="icon" href="data:,">${background}`;
}
