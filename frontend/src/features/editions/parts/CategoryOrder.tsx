// The order in which the public reads the categories.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import type { Category } from '../model/category';
import { Grip, Said, useListOrder } from './useReorder';

function Content({ editionId, saved, onClose }: { editionId: string; saved: Category[]; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [list, setList] = useState(saved);
  const order = useListOrder(list, (one) => one.id, format.name, setList);
  const save = useMutation({
    mutationFn: () =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/category-order', {
          params: { path: { edition_id: editionId } },
          body: { ids: list.map((one) => one.id) },
        }),
      ),
    onSuccess: async () => {
      await refreshPaths('/api/v1/editions/{edition_id}/categories', '/api/v1/home/organiser/{edition_id}');
      notify(t`حُفظ الترتيب.`);
      onClose();
    },
  });
  return (
    <div className="tk-stack">
      {save.error ? <ProblemNotice error={save.error} /> : null}
      <p className="tk-soft">{t`اسحب المقبض، أو قف عليه بلوحة المفاتيح واستعمل سهمي الأعلى والأسفل.`}</p>
      <ol className="tk-editions-rules" data-dragging={order.dragging ? true : undefined}>
        {list.map((one, index) => (
          <li
            key={one.id}
            ref={order.rowRef(one.id)}
            data-drop={order.dropAt(index)}
            data-moving={order.dragging?.id === one.id || undefined}
          >
            <Grip {...order.grip(one.id)} label={t`انقل «${format.name(one)}» بسهمي الأعلى والأسفل`} />
            <span className="tk-editions-rule-number" aria-hidden="true">
              {format.number(index + 1)}
            </span>
            <bdi>{format.name(one)}</bdi>
          </li>
        ))}
      </ol>
      <Said>{order.said}</Said>
      <div className="tk-row">
        <Button kind="primary" busy={save.isPending} onPress={() => save.mutate()}>
          {t`احفظ الترتيب`}
        </Button>
        <Button onPress={onClose}>{t`إلغاء`}</Button>
      </div>
    </div>
  );
}

function Loaded({ editionId, onClose }: { editionId: string; onClose: () => void }) {
  const all = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: editionId },
    query: { size: 200, sort: 'position' },
  });
  return <Read of={all}>{(data) => <Content editionId={editionId} saved={data.items} onClose={onClose} />}</Read>;
}

export function CategoryOrder({
  editionId,
  isOpen,
  onClose,
}: {
  editionId: string;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const nouns = useNouns();
  return (
    <Dialog title={t({ message: `ترتيب ${nouns.all}`, context: 'order' })} isOpen={isOpen} onClose={onClose}>
      {isOpen ? <Loaded editionId={editionId} onClose={onClose} /> : null}
    </Dialog>
  );
}
