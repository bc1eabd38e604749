/** What Chromium would put beside its profile goes into it, so that one goes with the other however it ends. */

/** Its longest below a temporary folder, and the bytes a socket's path may have: sun_path is 108 with the NUL at its end. */
const socket = '/org.chromium.Chromium.scoped_dir.XXXXXX/SingletonSocket';
const longest = 107;

export function chromiumEnvironment(environment: NodeJS.ProcessEnv, profile: string): NodeJS.ProcessEnv {
  return {
    ...environment,
    // What collects crashes starts before the browser has read its command line, and makes a folder in the user's own profile.
    BREAKPAD_DUMP_LOCATION: profile,
    // Its socket is in a folder it makes here, because a profile's path may be too long, and only an end in good order removes
    // that. If ours is so long, it goes where it usually does: a folder that may stay behind is better than no browser.
    ...(Buffer.byteLength(profile + socket) <= longest ? { TMPDIR: profile } : {}),
  };
}
