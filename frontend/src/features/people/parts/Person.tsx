// A person in a list: the name over the address.
import { useFormat } from '../../../shared/i18n/react';
import '../people.css';

export function Person({ of }: { of: { name_ar: string; name_en: string; email: string } }) {
  const format = useFormat();
  const name = format.name(of);
  return (
    <span className="tk-people-name">
      {name ? <bdi>{name}</bdi> : null}
      <code className="tk-small">{of.email}</code>
    </span>
  );
}

export const personName = (name: string, email: string): string => name || email;
