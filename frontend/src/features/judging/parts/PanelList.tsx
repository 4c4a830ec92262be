// The panels of a round as cards, what no panel judges, and dissolving one.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import type { RoundPlace } from '../../../shared/judging/InRound';
import { judgedBy, type Panel } from '../../../shared/judging/panels';
import { useNouns } from '../../../shared/nouns';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { EmptyState } from '../../../shared/ui/States';
import type { Juror } from '../model/juror';
import { PanelCard } from './PanelCard';

interface Given {
  place: RoundPlace;
  panels: readonly Panel[];
  uncovered: readonly string[];
  categories: readonly components['schemas']['StaffCategory'][];
  /** to whom the members' employers and languages may be read */
  jurors: readonly Juror[] | null;
  /** null: a new one */
  onEdit: ((id: string | null) => void) | null;
}

export const PANEL_PATHS = [
  '/api/v1/rounds/{round_id}/panels',
  '/api/v1/rounds/{round_id}/loads',
  '/api/v1/rounds/{round_id}/progress',
] as const;

export function PanelList({ place, panels, uncovered, categories, jurors, onEdit }: Given) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const [deleting, setDeleting] = useState<Panel | null>(null);
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const named = (ids: readonly string[]): string =>
    categories
      .filter((one) => ids.includes(one.id))
      .map((one) => format.name(one))
      .join(comma);
  const remove = useMutation({
    mutationFn: (panel: Panel) =>
      api.DELETE('/api/v1/rounds/{round_id}/panels/{panel_id}', {
        params: { path: { round_id: place.round.id, panel_id: panel.id } },
      }),
    onSuccess: async () => {
      setDeleting(null);
      notify(t`حُذفت اللجنة.`);
      await refreshPaths(...PANEL_PATHS);
    },
    onError: notifyProblem,
  });
  const add = onEdit ? (
    <Button kind="primary" icon="plus" onPress={() => onEdit(null)}>
      {t`أضف لجنة`}
    </Button>
  ) : null;
  if (panels.length === 0)
    return (
      <EmptyState title={t`لا لجان في هذه الجولة بعد`} icon="users" action={add}>
        {onEdit ? t`كوّن لجنة واحدة تحكّم ${nouns.all} كلها، أو لجانًا لكل منها نصيبها.` : null}
      </EmptyState>
    );
  return (
    <>
      {uncovered.length > 0 ? (
        <Notice tone="warning" title={t`ما لا تحكّمه لجنة`}>
          {t`لن تُحكَّم مشاركات ما يأتي في هذه الجولة: ${named(uncovered)}. أضفه إلى لجنة، أو أضف لجنة لا تُسمّي شيئًا فتحكّم كل ما بقي.`}
        </Notice>
      ) : null}
      <div className="tk-row">{add}</div>
      {panels.map((panel) => (
        <PanelCard
          key={panel.id}
          panel={panel}
          judged={named(judgedBy(panel, panels, categories))}
          isAlone={panels.length === 1}
          jurors={jurors}
          perEntry={place.round.jurors_per_entry}
          editionId={place.edition.id}
          actions={
            onEdit ? (
              <>
                <Button icon="edit" onPress={() => onEdit(panel.id)}>
                  {t`عدّل`}
                </Button>
                <Button kind="quiet" icon="trash" onPress={() => setDeleting(panel)}>
                  {t`احذف`}
                </Button>
              </>
            ) : null
          }
        />
      ))}
      <ConfirmDialog
        title={t`حذف اللجنة`}
        isOpen={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={() => deleting && remove.mutate(deleting)}
        action={t`احذف اللجنة`}
        danger
        busy={remove.isPending}
      >
        {deleting ? (
          <p>
            {t`تُحذف «${format.name(deleting)}» من هذه الجولة. يبقى أعضاؤها محكّمين في الدورة، وتنتهي رئاسة رئيسها، وما كانت تحكّمه تتولّاه لجنة ما بقي إن وُجدت، وإلا فلا لجنة له. ولا تُحذف لجنة ما دامت تقييمات قائمة فيما تحكّمه.`}
          </p>
        ) : null}
      </ConfirmDialog>
    </>
  );
}
