import { describe, expect, it } from 'vitest';
import type { KnownLogon } from './logon-form.ts';
import { changeForm, logonsOf, openForm } from './logon-form.ts';

const isp: KnownLogon = { entry: 'Demo ISP', user: 'dialin', saved: true, connected: false };
const office: KnownLogon = { entry: 'Office', user: 'alice', domain: 'CORP', saved: false, connected: false };

describe('the credentials of Connect To', () => {
  it('asks nothing of a leg that is connected already', () => {
    expect(Object.keys(openForm([{ ...isp, connected: true }, office]))).toEqual(['Office']);
  });

  it('sends the kept password unless another is typed over it', () => {
    const form = openForm([isp]);
    expect(logonsOf(form)).toEqual({ 'Demo ISP': { user: 'dialin', password: 'saved', save: true } });
    expect(logonsOf(changeForm(form, 'Demo ISP', { typed: 'new one' }))['Demo ISP']?.password).toEqual({
      typed: 'new one',
    });
  });

  it('sends an empty password when the kept one was cleared', () => {
    expect(logonsOf(changeForm(openForm([isp]), 'Demo ISP', { typed: '' }))['Demo ISP']?.password).toEqual({
      typed: '',
    });
  });

  it('sends a domain only where one is given', () => {
    expect(logonsOf(openForm([office]))).toEqual({
      Office: { user: 'alice', domain: 'CORP', password: { typed: '' }, save: false },
    });
  });

  it('says nothing of a leg about which nothing is known', () => {
    expect(logonsOf(openForm([{ ...office, user: '', domain: '' }]))).toEqual({});
  });

  it('forgets a kept password when saving is turned off', () => {
    expect(logonsOf(changeForm(openForm([isp]), 'Demo ISP', { save: false }))['Demo ISP']).toMatchObject({
      password: 'saved',
      save: false,
    });
  });

  it('changes nothing of a leg that is not asked about', () => {
    const form = openForm([isp]);
    expect(changeForm(form, 'Office', { user: 'mallory' })).toBe(form);
  });
});
