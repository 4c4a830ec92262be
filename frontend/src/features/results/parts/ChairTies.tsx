// The chair orders a tied group, with a reason.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import type { Category } from '../model';

export function ChairTies({ category, roundId }: { category: Category; roundId: string }) {
  return category.pending.map((group) => (
    <Tie key={group.join()} category={category} group={group} roundId={roundId} />
  ));
}

function Tie({ category, group, roundId }: { category: Category; group: readonly string[]; roundId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const [id] = useState(newId);
  const [order, setOrder] = useState([...group]);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const move = (at: number, by: number) => {
    const next = [...order];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    setOrder(next);
  };
  const decide = async () => {
    setBusy(true);
    try {
      await api.PUT('/api/v1/rounds/{round_id}/chair-orders/{order_id}', {
        params: { path: { round_id: roundId, order_id: id } },
        body: { category_id: category.category.id, entries: order, reason },
      });
      await refreshPaths('/api/v1/editions/{edition_id}/standings');
      notify(t`سُجّل قرارك. يأخذ المنظّم ترتيبًا جديدًا ليظهر أثره.`);
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <Card title={t`تعادل ينتظر قرارك`} level={3}>
      <ProblemNotice error={error} />
      <ol className="tk-results-order">
        {order.map((entry, at) => {
          const row = category.rows.find((one) => one.entry.id === entry);
          const number = format.number(row?.entry.number ?? 0, { useGrouping: false });
          const title = `${number} – ${format.pick(row?.entry.title_ar, row?.entry.title_en)}`;
          return (
            <li key={entry}>
              <bdi>{title}</bdi>
              <span className="tk-row tk-gap-2">
                <IconButton
                  icon="chevron-up"
                  label={t`ارفع ${title}`}
                  isDisabled={at === 0}
                  onPress={() => move(at, -1)}
                />
                <IconButton
                  icon="chevron-down"
                  label={t`أنزل ${title}`}
                  isDisabled={at === order.length - 1}
                  onPress={() => move(at, 1)}
                />
              </span>
            </li>
          );
        })}
      </ol>
      <TextArea label={t`حيثيات القرار`} rows={2} isRequired value={reason} onChange={setReason} />
      <div className="tk-row">
        <Button kind="primary" busy={busy} isDisabled={reason.trim() === ''} onPress={() => void decide()}>
          {t`سجّل الترتيب`}
        </Button>
      </div>
    </Card>
  );
}
