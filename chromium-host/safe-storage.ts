/** safeStorage: this host has no keyring of its own; main finds the desktop's by itself. */

const none = (): never => {
  throw new Error('Encryption is not available.');
};

export const safeStorage = {
  isEncryptionAvailable: (): boolean => false,
  getSelectedStorageBackend: () => 'basic_text' as const,
  encryptString: (_text: string): Buffer => none(),
  decryptString: (_sealed: Buffer): string => none(),
};
