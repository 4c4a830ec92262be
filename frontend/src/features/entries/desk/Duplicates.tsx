// Other entries that may be this one, and a person's word that they are not.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { type Desk, type EntryState, refreshDesk } from './desk';
import { useSigns } from './words';

const PATH = '/api/v1/editions/{edition_id}/duplicates/{pair_id}/dismissal';

export interface DismissProps {
  editionId: string;
  pairId: string | null;
  onClose: () => void;
}

export function DismissDialog({ editionId, pairId, onClose }: DismissProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const dismiss = useMutation({
    mutationFn: () =>
      must(
        api.PUT(PATH, {
          params: { path: { edition_id: editionId, pair_id: pairId ?? '' } },
          body: { reason: reason.trim() },
        }),
      ),
    onSuccess: async () => {
      setReason('');
      onClose();
      notify(t`سُجّل أنهما ليستا مكررتين، مع السبب.`);
      await refreshDesk();
    },
  });
  return (
    <Dialog
      title={t`ليستا مكررتين`}
      isOpen={pairId !== null}
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" isDisabled={!reason.trim()} busy={dismiss.isPending} onPress={() => dismiss.mutate()}>
            {t`سجّل أنهما ليستا مكررتين`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <div className="tk-stack">
        {dismiss.error ? <ProblemNotice error={dismiss.error} /> : null}
        <TextArea
          label={t`السبب`}
          help={t`يُحفظ مع اسمك، ولا يراه المشاركون. لا تُرفع المشاركتان إلى القائمة من جديد.`}
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={2000}
          isRequired
          autoFocus
        />
      </div>
    </Dialog>
  );
}

export function useRestore(editionId: string) {
  const { t } = useLingui();
  return useMutation({
    mutationFn: (pairId: string) =>
      must(api.DELETE(PATH, { params: { path: { edition_id: editionId, pair_id: pairId } } })),
    onSuccess: async () => {
      notify(t`عادت المشاركتان إلى قائمة ما قد يكون مكررًا.`);
      await refreshDesk();
    },
  });
}

export function Duplicates({ desk, editionId, may }: { desk: Desk; editionId: string; may: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const signs = useSigns();
  const [pair, setPair] = useState<string | null>(null);
  return (
    <>
      <ul className="tk-plain-list tk-stack">
        {desk.duplicates.map((one) => (
          <li key={one.id} className="tk-stack tk-gap-2">
            <Link
              to="/editions/$editionId/screening/$entryId"
              params={{ editionId, entryId: one.other.id }}
              className="tk-strong"
            >
              <bdi>{format.number(one.other.number, { useGrouping: false })}</bdi>{' '}
              <span dir="auto">{format.pick(one.other.title_ar, one.other.title_en)}</span>
            </Link>
            <p className="tk-small tk-soft">
              <bdi>{format.pick(one.other.entrant_ar, one.other.entrant_en)}</bdi>
            </p>
            <p className="tk-row tk-gap-2 tk-small">
              <StateBadge of="entry" state={one.other.state as EntryState} />
              {one.signs.map((sign) => (
                <span key={sign}>{signs(sign, format.percent(one.likeness / 100))}</span>
              ))}
            </p>
            {one.dismissed_at ? (
              <p className="tk-small">
                {t`ليستا مكررتين:`} <span dir="auto">{one.dismissed_why}</span>
              </p>
            ) : may ? (
              <div>
                <Button onPress={() => setPair(one.id)}>{t`ليستا مكررتين`}</Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <DismissDialog editionId={editionId} pairId={pair} onClose={() => setPair(null)} />
    </>
  );
}
