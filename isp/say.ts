/** What the demo and the playground print. A reader who goes away (`| head`) is an end like Ctrl-C, not a crash. */

/** Resolves when nobody reads our output any more. */
export const readerGone = new Promise<void>((resolve) => {
  process.stdout.on('error', () => {
    resolve();
  });
});

export const say = (text = ''): void => {
  process.stdout.write(`${text}\n`);
};
