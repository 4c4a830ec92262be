// In the place of a score sheet where entries are ordered: the way to the order.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { LinkButton } from '../../../shared/ui/Button';
import type { Desk } from '../model';

export function Ordered({ desk }: { desk: Desk }) {
  const { t } = useLingui();
  const { data } = useGet('/api/v1/juror/rankings', { query: { round: desk.round_id } });
  const own = data?.items.find((one) => one.category_id === desk.entry.category.id);
  return (
    <div className="tk-juror-sheet-body">
      <h2 className="tk-h3">{t`هذه الجولة بالترتيب`}</h2>
      <p>{t`لا درجات لكل مشاركة: رتّب مشاركات الفئة من الأفضل في صفحة واحدة.`}</p>
      {own ? (
        <LinkButton kind="primary" to="/juror/rankings/$rankingId" params={{ rankingId: own.ranking_id }}>
          {t`رتّب المشاركات`}
        </LinkButton>
      ) : null}
    </div>
  );
}
