/** safeStorage: this host has no keyring of its own; main finds the desktop's by itself. */

const none = (): never => {
  throw new Error('Encryption is not available.');
};

export const safeStorage = {
  isEncryptionAvailable: (): boolean => false,
  getSelectedStorageBackend: () => 'basic_text' as const,
  encryptString: (): Buffer => none(),
  decryptString: (): string => none(),
};
