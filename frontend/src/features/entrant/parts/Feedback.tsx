// What the jury tells of the entry, once the organiser has sent it.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { Card } from '../../../shared/ui/Card';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';

export function Feedback({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const found = useGet('/api/v1/entrant/entries/{entry_id}/feedback', { path: { entry_id: entry.id } });
  const told = found.data?.feedback;
  if (!told) return null;
  const parts = [
    [t`نقاط القوة`, told.strengths],
    [t`فرص التحسين`, told.improvements],
  ] as const;
  return (
    <Card title={t`ملاحظات لجنة التحكيم`}>
      {parts.map(([title, text]) =>
        text ? (
          <section key={title}>
            <h3 className="tk-h3">{title}</h3>
            <blockquote dir="auto" className="tk-entrant-reason">
              {text}
            </blockquote>
          </section>
        ) : null,
      )}
      <p className="tk-small tk-soft">
        {t`أُرسلت في`} <When at={told.released_at} zone={entry.edition.timezone} />
      </p>
    </Card>
  );
}
