// A refusal of the server as an object: stable code, facts, and the wrong fields. Never shown as it is.
export interface FieldProblem {
  loc: (string | number)[];
  code: string;
  message: string;
  [fact: string]: unknown;
}

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** the server's sentence, written in the reader's language; only for codes this client does not know */
  readonly sentence: string;
  readonly facts: Record<string, unknown>;
  readonly errors: FieldProblem[];

  constructor(status: number, code: string, body: Record<string, unknown> = {}) {
    super(`${status} ${code}`);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.facts = body;
    this.sentence = typeof body.title === 'string' ? body.title : '';
    this.errors = Array.isArray(body.errors)
      ? (body.errors as FieldProblem[])
      : status === 422 && Array.isArray(body.loc)
        ? [{ loc: body.loc as string[], code, message: this.sentence }]
        : [];
  }

  /** What the server holds now, when the change met another one (412). */
  current<T>(): T | undefined {
    return this.facts.current as T | undefined;
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  if ((response.headers.get('content-type') ?? '').includes('json')) {
    try {
      const body = (await response.json()) as Record<string, unknown>;
      return new Problem(
        response.status,
        typeof body.code === 'string' ? body.code : `status_${response.status}`,
        body,
      );
    } catch {
      // a broken body says no more than its status
    }
  }
  return new Problem(response.status, `status_${response.status}`);
}

/** Anything thrown, as a Problem: no answer is `network`, a bug in this client is `client`. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError && /fetch|network|load/i.test(error.message)) return new Problem(0, 'network');
  return new Problem(0, 'client', { message: String(error) });
}

/** Whether what was asked for is not there for this reader, or its id is none. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Problem && (error.status === 404 || error.status === 422);
