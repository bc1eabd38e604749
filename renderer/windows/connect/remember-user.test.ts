import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../contract/phonebook.ts';
import { withUser } from './remember-user.ts';

const office: Entry = {
  name: 'Office',
  device: { kind: 'pptp' },
  host: '198.51.100.1',
  user: 'alice',
  domain: 'CORP',
};

describe('who logged on last', () => {
  it('is not written again when the phonebook has it', () => {
    expect(withUser(office, { user: 'alice', domain: 'CORP' })).toBeUndefined();
  });

  it('replaces whom the phonebook had, and the domain with them', () => {
    expect(withUser(office, { user: 'bob' })).toEqual({
      name: 'Office',
      device: { kind: 'pptp' },
      host: '198.51.100.1',
      user: 'bob',
    });
  });
});
