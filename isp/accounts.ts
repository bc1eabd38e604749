/** Who may call: the users of the NAS and of the office, those included whose correct password is not enough. */
import type { Service } from '../engine/answer-types.ts';

type AnsweringAuth = NonNullable<Service['auth']>;
export type Account = NonNullable<ReturnType<AnsweringAuth['account']>>;

export interface PublishedAccount {
  readonly user: string;
  readonly password: string;
  readonly note: string;
  readonly refuse?: NonNullable<Account['refuse']>;
}

/** No secrets: these open nothing but this toy, and are printed for whoever plays with it. */
export const publishedAccounts: readonly PublishedAccount[] = [
  { user: 'dialin', password: 'modem56k', note: 'the provider' },
  { user: 'alice', password: 'wonderland', note: 'the office' },
  { user: 'CORP\\alice', password: 'wonderland', note: 'the office, with its domain' },
  { user: 'nightowl', password: 'modem56k', note: 'may not log on at this hour: error 646', refuse: 646 },
  { user: 'mothballed', password: 'modem56k', note: 'disabled: error 647', refuse: 647 },
  { user: 'stale', password: 'modem56k', note: 'password expired, may be changed: error 648', refuse: 648 },
  { user: 'deskbound', password: 'modem56k', note: 'no dial-in permission: error 649', refuse: 649 },
];

/** User names know no case, as on Windows. */
export class Accounts {
  private readonly byName: Map<string, Account>;

  constructor(published: readonly PublishedAccount[] = publishedAccounts) {
    this.byName = new Map(
      published.map(({ user, password, refuse }) => [
        user.toLowerCase(),
        refuse === undefined ? { password } : { password, refuse },
      ]),
    );
  }

  find(user: string): Account | undefined {
    return this.byName.get(user.toLowerCase());
  }

  /** Only for users there are; the new password lifts an expiry. */
  changePassword(user: string, password: string): void {
    if (this.byName.has(user.toLowerCase())) this.byName.set(user.toLowerCase(), { password });
  }

  answering(name: string, methods: AnsweringAuth['methods']): AnsweringAuth {
    return {
      name,
      methods,
      account: (user) => this.find(user),
      changePassword: (user, password) => {
        this.changePassword(user, password);
      },
    };
  }
}
