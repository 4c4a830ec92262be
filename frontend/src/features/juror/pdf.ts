// pdf.js, which comes when the first document is opened: its worker, its fonts and decoders from our own origin.
import {
  getDocument,
  PDFDataRangeTransport,
  type PDFDocumentProxy,
  PDFWorker,
  version,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { authorisedFetch } from '../../shared/api/client';
import { problemOf } from '../../shared/api/problem';
import { scriptUrl } from '../../shared/security/trusted';

export type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
export { TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Smaller ones are read whole. */
const WHOLE = 8 * 1024 * 1024;
const PIECE = 512 * 1024;
/** vite.config.ts lays them there. */
const PARTS = `${import.meta.env.BASE_URL}assets/pdf/${version}/`;

let worker: PDFWorker | null = null;
function ourWorker(): PDFWorker {
  worker ??= PDFWorker.create({ port: new Worker(scriptUrl(workerUrl), { type: 'module' }) });
  return worker;
}

async function read(address: string, range: string | null, signal: AbortSignal): Promise<Response> {
  const request = new Request(new URL(address, location.origin), { signal });
  if (range) request.headers.set('Range', range);
  const answer = await authorisedFetch(request);
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}
const bytesOf = async (answer: Response): Promise<Uint8Array> => new Uint8Array(await answer.arrayBuffer());

/** A large file, piece by piece; each piece is asked with the reader's own rights. */
class Pieces extends PDFDataRangeTransport {
  readonly #ask: (begin: number, end: number) => Promise<Uint8Array>;
  readonly #failed: (problem: unknown) => void;

  constructor(
    length: number,
    first: Uint8Array,
    ask: (begin: number, end: number) => Promise<Uint8Array>,
    failed: (problem: unknown) => void,
  ) {
    super(length, first);
    this.#ask = ask;
    this.#failed = failed;
  }

  override requestDataRange(begin: number, end: number): void {
    this.#ask(begin, end)
      .then((piece) => this.onDataRange(begin, piece))
      .catch(this.#failed);
  }
}

/** Opens the document at this address; `failed` is told when a later piece cannot be had. */
export async function openPdf(
  address: string,
  size: number,
  signal: AbortSignal,
  failed: (problem: unknown) => void,
): Promise<PDFDocumentProxy> {
  const answer = await read(address, size > WHOLE ? `bytes=0-${PIECE - 1}` : null, signal);
  const length = Number(/\/(\d+)$/.exec(answer.headers.get('Content-Range') ?? '')?.[1] ?? 0);
  const data = await bytesOf(answer);
  signal.throwIfAborted();
  const pieces = async (begin: number, end: number): Promise<Uint8Array> => {
    const piece = await read(address, `bytes=${begin}-${end - 1}`, signal);
    const got = await bytesOf(piece);
    return piece.status === 206 ? got : got.slice(begin, end); // without a network the kept file comes whole
  };
  const task = getDocument({
    ...(answer.status === 206 && length > 0
      ? { range: new Pieces(length, data, pieces, failed), rangeChunkSize: PIECE, disableAutoFetch: true }
      : { data }),
    worker: ourWorker(),
    cMapUrl: `${PARTS}cmaps/`,
    standardFontDataUrl: `${PARTS}standard_fonts/`,
    wasmUrl: `${PARTS}wasm/`,
    useWasm: false, // the CSP lets no WebAssembly run
    verbosity: 0,
  });
  signal.addEventListener('abort', () => void task.destroy(), { once: true });
  return task.promise;
}
