// A decision is sent on what was read; where a colleague was first, the newer state is shown instead.
import { asProblem, Problem } from '../../shared/api/problem';
import { refreshDesk } from './desk/desk';

export async function decideOn<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (asProblem(error).code !== 'stale') throw error;
    await refreshDesk();
    throw new Problem(409, 'decided_since');
  }
}
