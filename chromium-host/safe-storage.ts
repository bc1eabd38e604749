/** safeStorage: this host has no keyring of its own, and says so; main finds the desktop's by itself. */
import type { DecryptStringAsyncReturnValue } from 'electron';

const none = (): never => {
  throw new Error('Encryption is not available.');
};

export const safeStorage = {
  isEncryptionAvailable: (): boolean => false,
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(false),
  getSelectedStorageBackend: () => 'basic_text' as const,
  encryptString: (): Buffer => none(),
  decryptString: (): string => none(),
  encryptStringAsync: (): Promise<Buffer> => Promise.resolve().then(none),
  decryptStringAsync: (): Promise<DecryptStringAsyncReturnValue> => Promise.resolve().then(none),
};
