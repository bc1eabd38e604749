/** dialog: the one dialog main asks the desktop for, drawn by us. */
export const dialog = {};
