// Who works on which of an agency's entries beside what its members do by default.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { Read } from '../../../shared/ui/States';
import { levelWords } from '../levels';

export function EntryPeople({ organisationId }: { organisationId: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const people = useGet('/api/v1/entrant/organisations/{organisation_id}/people', {
    path: { organisation_id: organisationId },
  });
  return (
    <Card title={t`صلاحيات خاصة في مشاركات بعينها`}>
      <Read of={people} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="tk-soft">
              {t`لا أحد: يعمل الأعضاء في كل المشاركات بصلاحياتهم أعلاه. تدعو متعاونًا من صفحة المشاركة.`}
            </p>
          ) : (
            <ul className="tk-plain-list tk-org-people">
              {items.map((person) => (
                <li key={person.user_id}>
                  <div className="tk-org-person">
                    <span className="tk-row tk-gap-2">
                      <bdi className="tk-strong">{format.name(person) || person.email}</bdi>
                      {person.outside ? <Badge tone="lavender">{t`متعاون`}</Badge> : null}
                    </span>
                    <code className="tk-small tk-soft">{person.email}</code>
                  </div>
                  <ul className="tk-plain-list">
                    {person.entries.map((entry) => (
                      <li key={entry.id}>
                        <Link to="/entrant/entries/$entryId" params={{ entryId: entry.id }}>
                          <bdi>{format.pick(entry.title_ar, entry.title_en)}</bdi>
                        </Link>{' '}
                        <span className="tk-small tk-soft">{i18n._(levelWords[entry.right])}</span>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Card>
  );
}
