// Evaluations on a real server, for the lives: each by the requests that the desk makes.
import { newId } from '../shared/api/ids';
import { type Answer, type Content, contentIn, type Revision } from './evaluation';
import type { Marked, Reading, Site } from './livesBrowserTestKit';
import { type Lines, linesOf } from './livesLedgerTestKit';

export interface Juror {
  email: string;
  password: string;
  evaluations: string[];
}

const onHead = (head: string | null): Record<string, string> =>
  head ? { 'If-Match': `"${head}"` } : { 'If-None-Match': '*' };

class OnServer implements Site {
  isRecused = false;
  newId = newId;
  /** what the server has acknowledged: the revision, its parent, its lines */
  taken: { id: string; parent: string | null; lines: Lines; status: string }[] = [];
  /** answers that no life may get */
  wrong: string[] = [];
  private at: string;
  private ask: (method: string, path: string, headers: Record<string, string>, body?: object) => Promise<Answer>;
  criteria: readonly Marked[];

  constructor(at: string, ask: OnServer['ask'], criteria: Marked[]) {
    this.at = at;
    this.ask = ask;
    this.criteria = criteria;
  }

  read = async () => {
    const { status, body } = await this.ask('GET', `evaluations/${this.at}`, {});
    if (status === 200) return { ...(body as unknown as Reading), content: contentIn(body as Partial<Content>) };
    if (this.isRecused && (status === 403 || status === 404)) return null;
    this.wrong.push(`read: ${status} ${JSON.stringify(body)}`);
    return null;
  };
  send = async ({ id, parent, body }: Revision) => {
    const answer = await this.ask('PUT', `evaluations/${this.at}/revisions/${id}`, onHead(parent), body);
    if (answer.status === 200 || answer.status === 201)
      this.taken.push({ id, parent, lines: linesOf(body), status: body.status });
    else if (!this.mayRefuse(answer, 'evaluation_submitted'))
      this.wrong.push(`send: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  reopen = async (head: string | null) => {
    const answer = await this.ask('POST', `evaluations/${this.at}/reopen`, onHead(head));
    if (answer.status !== 200 && !this.mayRefuse(answer, 'not_submitted'))
      this.wrong.push(`reopen: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  private mayRefuse = ({ status, body }: Answer, code: string): boolean =>
    status === 412 || (status === 409 && body.code === code) || (status === 403 && this.isRecused);
  recuse = async () => {
    // Said before it is asked: what is under way may meet it.
    this.isRecused = true;
    const wanted = { evaluation_id: this.at, kind: 'employer', reason: '' };
    const { status, body } = await this.ask('PUT', `conflicts/${newId()}`, {}, wanted);
    if (status !== 201) this.wrong.push(`recuse: ${status} ${JSON.stringify(body)}`);
  };
}

/** A juror's evaluations on the server, by their ids. */
export async function signIn(url: string, juror: Juror, criteria: Marked[]): Promise<(evaluation: string) => OnServer> {
  let token = '';
  const request = async (method: string, path: string, headers: Record<string, string>, body?: object) => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const enter = async () => {
    const answer = await request('POST', 'sign-in', {}, { email: juror.email, password: juror.password });
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`);
    token = String(answer.body.access_token);
  };
  const ask: OnServer['ask'] = async (method, path, headers, body) => {
    const again = () => request(method, `juror/${path}`, { ...headers, Authorization: `Bearer ${token}` }, body);
    const answer = await again();
    if (answer.status !== 401) return answer;
    await enter();
    return again();
  };
  await enter();
  return (evaluation) => new OnServer(evaluation, ask, criteria);
}
