/** What closes its own window: the window may be gone before the key is up again, and that is how it should be. */
export async function lastAct(act: Promise<unknown>): Promise<void> {
  try {
    await act;
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('has been closed'))) throw error;
  }
}
