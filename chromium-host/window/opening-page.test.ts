import { expect, it } from 'vitest';
import { openingPage } from './opening-page.ts';

it('has the title, whatever is in it, and the colour', () => {
  const page = openingPage('R&D <Office>', '#c0c0c0');
  expect(page).toContain('<title>R&amp;D &lt;Office&gt;</title>');
  expect(page).toContain('html{background:#c0c0c0}');
});

it.each([undefined, 'red', '#c0c0c0}</style><script>'])('takes no colour %s', (color) => {
  expect(openingPage('Office', color)).not.toContain('style');
});
