/** What every unprivileged program shares. */
export type { CallLogsOptions } from './call-logs.ts';
export { CallLogs } from './call-logs.ts';
export { chainOf } from './chain.ts';
export {
  defaultCredentialsPath,
  defaultPhonebookPath,
  defaultSealedPasswordsPath,
  defaultSettingsPath,
  defaultWindowStatePath,
} from './config-directory.ts';
export type { StoredCredentials } from './credentials.ts';
export { readCredentials } from './credentials.ts';
export { cardNumberInUse, dialledEntry } from './dialled-entry.ts';
export { codeOf, failure, textOf } from './errors.ts';
export { connectHelper, HelperConnection } from './helper-connection.ts';
export { logCapture } from './log-capture.ts';
export type { LogStyle } from './log-text.ts';
export { logText } from './log-text.ts';
export type { Done, FoundStore, Loaded, PasswordKey, PasswordStore } from './password-store.ts';
export { enhancedPacket, interfaceDescription, interfaceStatistics, sectionHeader } from './pcapng.ts';
export { Phonebook, readPhonebook } from './phonebook.ts';
export type { Sealer } from './sealed-passwords.ts';
export { SealedPasswords } from './sealed-passwords.ts';
export { findSecretService } from './secret-service.ts';
export type { SerialDevice } from './serial-devices.ts';
export { serialDevices } from './serial-devices.ts';
export { readLocations, readSettings, saveLocations, saveSettings } from './settings.ts';
export type { HelperOptions, HelperProgram } from './start-helper.ts';
export { helperConnection } from './start-helper.ts';
export type { HostAnswer } from './test-host.ts';
export { testHost } from './test-host.ts';
export { watchTrayHost } from './tray-host.ts';
export { watchFile } from './watch-file.ts';
