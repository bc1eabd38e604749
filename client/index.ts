/** What every unprivileged program shares. */
export { chainOf } from './chain.ts';
export { defaultCredentialsPath, defaultPhonebookPath } from './config-directory.ts';
export type { StoredCredentials } from './credentials.ts';
export { readCredentials } from './credentials.ts';
export { codeOf, failure, textOf } from './errors.ts';
export { connectHelper, HelperConnection } from './helper-connection.ts';
export { Phonebook, readPhonebook } from './phonebook.ts';
export type { HelperOptions } from './start-helper.ts';
export { helperConnection } from './start-helper.ts';
