// A metric that could not be had or worked with, in the words that conditions and events repeat.

export class MetricsError extends Error {
  override readonly name = 'MetricsError';
  /** What condition and event say, where the error itself says more. */
  readonly told: string;

  constructor(message: string, told = message) {
    super(message);
    this.told = told;
  }
}

/** Runs `work`; a MetricsError comes out with words before its own. */
export function withContext<T>(words: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MetricsError) throw new MetricsError(`${words}: ${error.message}`);
    throw error;
  }
}

/** The same for words that condition and event leave out. */
export function withOuterContext<T>(words: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MetricsError) throw new MetricsError(`${words}: ${error.message}`, error.told);
    throw error;
  }
}
