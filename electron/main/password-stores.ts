/** Which keyring keeps the passwords: Electron's where a real one is behind it, else the desktop's Secret Service, else none. */
import type { SafeStorage } from 'electron';
import type { FoundStore } from '../../client/index.ts';
import { defaultSealedPasswordsPath, findSecretService, SealedPasswords } from '../../client/index.ts';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

/** The others seal with a key that everybody knows. */
const keyrings: readonly Backend[] = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'];

export type Sealing = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

export async function findPasswordStore(
  sealing: Sealing,
  path = defaultSealedPasswordsPath(),
  secretService = () => findSecretService(),
): Promise<FoundStore> {
  if (
    keyrings.includes(sealing.getSelectedStorageBackend()) &&
    (await sealing.isAsyncEncryptionAvailable())
  ) {
    const sealer = {
      seal: (text: string) => sealing.encryptStringAsync(text),
      open: async (sealed: Buffer) => (await sealing.decryptStringAsync(sealed)).result,
    };
    return { store: new SealedPasswords(path, sealer) };
  }
  return secretService();
}
