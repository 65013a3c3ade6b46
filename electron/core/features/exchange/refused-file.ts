/** Why a file is not read: a sentence each for what is wrong and what to do. Crosses from the worker to the core. */
export class RefusedFile extends Error {
  readonly remedy: string;

  constructor(sentence: string, remedy: string) {
    super(sentence);
    this.name = 'RefusedFile';
    this.remedy = remedy;
  }
}
