// The people whom entrants reported and whose names nobody on the jury bears; nothing where there are none.
import { Trans, useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Card } from '../../../shared/ui/Card';
import { conflictKinds } from '../words';

const SHOWN = 50;

export function NamedPersons({ editionId }: { editionId: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const found = useGet('/api/v1/editions/{edition_id}/named-persons', {
    path: { edition_id: editionId },
    query: { size: SHOWN },
  });
  const numbered = (number: string) => t`المشاركة رقم ${number}`;
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={t`سمّاهم المشاركون وليسوا في اللجان`}>
      <p className="tk-soft">
        <Trans>
          ليس في لجان هذه الدورة من يحمل هذه الأسماء بعينها. إن كان أحدهم محكّمًا واسمه مكتوب على وجه آخر فأبلغ عن تعارضه
          بنفسك، ومن انضم منهم باسمه حُجبت عنه مشاركات من سمّاه.
        </Trans>
      </p>
      <ul className="tk-plain-list tk-stack">
        {items.map((one) => (
          <li key={one.id}>
            <bdi className="tk-strong">{one.person}</bdi>
            <p className="tk-small tk-soft">
              {[
                i18n._(conflictKinds[one.kind]),
                one.organisation_ar
                  ? format.pick(one.organisation_ar, one.organisation_en)
                  : numbered(format.number(one.entry_number, { useGrouping: false })),
              ].join(' – ')}
            </p>
            <p className="tk-small" dir="auto">
              {one.reason}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
