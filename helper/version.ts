/** The version of this program, as the helper tells its clients. */
export const version = '0.1.0';
