import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { PaperkinError, unusableFile } from '../../errors.js';
import type { Library } from '../library.js';
import { readBibtex } from './bibtex.js';
import { readRis } from './ris.js';

/** A library of 20,000 references with abstracts has some 40 MB. */
const MAX_BYTES = 64 * 2 ** 20;
/** What lines of either format look like; whichever comes first says what the file is. */
const MARK = /^[ \t]*(?:(TY {1,2}-)|@[ \t]*[a-z]+[ \t]*[{(])/im;

/**
 * Reads a library of references from a file, BibTeX or RIS by its content.
 * @throws FILE_UNREADABLE, FORMAT_UNKNOWN, INVALID_INPUT above 64 MB
 */
export async function readLibraryFile(path: string): Promise<Library> {
  return readLibrary(await bytesOf(path), path);
}

function readLibrary(bytes: Buffer, path: string): Library {
  const text = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);
  const mark = MARK.exec(text);
  if (mark === null) {
    throw new PaperkinError('FORMAT_UNKNOWN', `${path} holds neither BibTeX nor RIS.`, {
      value: path,
      remedy: 'Export your library as BibTeX (.bib) or RIS (.ris).',
    });
  }
  return mark[1] === undefined ? readBibtex(text) : readRis(text);
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    const handle = await open(path);
    try {
      const { size } = await handle.stat();
      if (size > MAX_BYTES) {
        throw new PaperkinError('INVALID_INPUT', `${path} has more than ${MAX_BYTES / 2 ** 20} MB.`, {
          value: path,
          remedy: 'Export the library in parts.',
        });
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw unusableFile(path, 'read', cause);
  }
}
