// What was made, by number, with the way to it.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../../shared/i18n/react';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Sheet } from '../../../shared/ui/Sheet';
import type { Report } from './report';

export function Done({ report, editionId, again }: { report: Report; editionId: string; again: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Card title={t`تم الاستيراد`}>
      <Notice tone="success">{t`أُنشئت المسودات كلها، وروسل بها أصحابها. لهم أن يصحّحوها ويكملوها، وهم من يقدّمها.`}</Notice>
      <Figures>
        <Figure label={t`مسودات أُنشئت`} value={format.number(report.items.length)} />
        <Figure label={t`مشاركون`} value={format.number(report.entrants)} />
      </Figures>
      <div className="tk-row">
        <LinkButton kind="primary" to="/editions/$editionId/entries" params={{ editionId }}>
          {t`افتح المشاركات`}
        </LinkButton>
        <Button onPress={again}>{t`استورد ملفًا آخر`}</Button>
      </div>
      <Sheet label={t`المسودات بأرقامها`} heads={[t`الصف`, t`رقم المشاركة`, t`المشارك`]} rows={report.items}>
        {(one) => (
          <tr key={one.row}>
            <td>{format.number(one.row)}</td>
            <td>
              {one.entry_id && one.number !== null ? (
                <Link to="/editions/$editionId/entries/$entryId" params={{ editionId, entryId: one.entry_id }}>
                  {format.number(one.number, { useGrouping: false })}
                </Link>
              ) : (
                '—'
              )}
            </td>
            <td>
              <bdi>{format.pick(one.entrant_ar, one.entrant_en)}</bdi>
            </td>
          </tr>
        )}
      </Sheet>
    </Card>
  );
}
