// A statement of independence as it was signed: its words, the name under it, and when.
import type { components } from '../api/schema';
import { When } from '../ui/When';
import './signed.css';

export function SignedStatement({ signed, zone }: { signed: components['schemas']['Signed']; zone: string }) {
  return (
    <div className="tk-stack tk-gap-2">
      <p className="tk-signed" dir="auto">
        {signed.statement}
      </p>
      <p className="tk-small tk-soft">
        <bdi>{signed.signed_name}</bdi> – <When at={signed.signed_at} zone={zone} show="short" />
      </p>
    </div>
  );
}
