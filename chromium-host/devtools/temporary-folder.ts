/** Where Chromium puts what is to be forgotten: with its profile, so that one goes with the other however it ends. */

/** Its longest below a temporary folder, and the bytes a socket's path may have: sun_path is 108 with the NUL at its end. */
const socket = '/org.chromium.Chromium.scoped_dir.XXXXXX/SingletonSocket';
const longest = 107;

/**
 * Chromium has its socket in a folder it makes in TMPDIR, for the sake of its length, and only an end in good order removes that.
 * Where the profile's own path leaves it no room, it goes where it usually does: a folder left behind is better than no browser.
 */
export function withOwnTemporaryFolder(environment: NodeJS.ProcessEnv, profile: string): NodeJS.ProcessEnv {
  const fits = Buffer.byteLength(profile + socket) <= longest;
  return fits ? { ...environment, TMPDIR: profile } : environment;
}
