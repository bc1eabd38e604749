import { describe, expect, it } from 'vitest';
import type { KnownLogon, LogonForm } from './logon-form.ts';
import { changeForm, firstGap, logonsOf as logons, openForm } from './logon-form.ts';

const logonsOf = (form: LogonForm) => logons(form, true);

const isp: KnownLogon = { entry: 'Demo ISP', user: 'dialin', saved: true, kept: true, connected: false };
const office: KnownLogon = {
  entry: 'Office',
  user: 'alice',
  domain: 'CORP',
  saved: false,
  kept: false,
  connected: false,
};

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

  it('does not tick Save for a password that is only remembered from the last attempt', () => {
    expect(openForm([{ ...isp, kept: false }])['Demo ISP']).toMatchObject({ typed: undefined, save: false });
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

  it('never asks to save where nothing can be saved', () => {
    const form = changeForm(openForm([office]), 'Office', { save: true });
    expect(logons(form, false).Office?.save).toBe(false);
  });

  it('begins with the password that was refused, else with the first gap', () => {
    const form = openForm([isp, office]);
    expect(firstGap(form, 'Demo ISP')).toEqual({ entry: 'Demo ISP', field: 'password' });
    expect(firstGap(form, undefined)).toEqual({ entry: 'Office', field: 'password' });
    expect(firstGap(changeForm(form, 'Office', { user: '' }), 'Gone')).toEqual({
      entry: 'Office',
      field: 'user',
    });
    expect(firstGap(openForm([isp]), undefined)).toBeUndefined();
  });
});
