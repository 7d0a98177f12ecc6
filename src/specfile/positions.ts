// A spec file's text as plain data that still knows where every part of it stands. It is read as manifests are: what a
// scalar means in a manifest it means here.

import { DocumentFault, type RawDocument, readDocuments } from '../manifests/documents';
import { type FieldPath, locateIn, type Place, placeAt, type SourceFile } from '../manifests/source';
import { SpecFileError } from './spec-error';

export class PositionedYaml {
  readonly value: unknown;
  readonly #file: SourceFile;
  readonly #document: RawDocument | undefined;

  /** Errors: SpecFileError for text that is no YAML, has a key twice, or is more than one document. */
  constructor(file: string, text: string) {
    this.#file = { name: file, text };
    const [document, second] = this.#documents();
    if (second)
      throw new SpecFileError(
        'there is a second document in this file: one is expected',
        placeAt(this.#file, second.start),
      );
    const [twice] = document?.duplicates ?? [];
    if (twice) {
      const place = placeAt(this.#file, twice.second, twice.key.length);
      throw new SpecFileError(`"${twice.key}" stands twice in one map`, place);
    }
    this.#document = document;
    this.value = document?.value ?? null;
  }

  #documents(): readonly RawDocument[] {
    try {
      return readDocuments(this.#file);
    } catch (fault) {
      if (fault instanceof DocumentFault) throw new SpecFileError(fault.message, placeAt(this.#file, fault.offset));
      throw fault;
    }
  }

  /** Where the key or the value at this path stands; of the nearest parent if it is absent. */
  locate(path: FieldPath, at: 'key' | 'value' = 'key'): Place {
    const { start, end } = this.#document ?? { start: 0, end: this.#file.text.length };
    return locateIn({ file: this.#file, start, end, path: [] }, path, at);
  }

  error(message: string, path: FieldPath, hint?: string, at: 'key' | 'value' = 'key'): SpecFileError {
    return new SpecFileError(message, this.locate(path, at), hint);
  }
}
