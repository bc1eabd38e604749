import { expect, it } from 'vitest';
import { Secret } from '../../contract/secret.ts';
import { reportText } from './report.ts';

it('a report says what and why, and steers no terminal', () => {
  expect(reportText('one\u001b]0;title\u0007 two')).toBe('dial-up-networking: one\\u001b]0;title\\u0007 two');
  const error = new Error('\u001b[2Jgone \u202eback');
  error.stack = `${String(error)}\n    at here`;
  expect(reportText('it failed', error)).toBe(
    'dial-up-networking: it failed: Error: \\u001b[2Jgone \\u202eback\n    at here',
  );
  expect(reportText('it failed', new Secret('hunter2'))).not.toContain('hunter2');
});
