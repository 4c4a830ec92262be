// The chair's word on a criterion that jurors say does not apply to an entry.
import { useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { DescriptionList } from '../../../shared/ui/Layout';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import '../problems';

export type Claim = components['schemas']['ClaimRow'];
type Word = 'accepted' | 'refused';

export function ClaimDialog({ roundId, claim, onClose }: { roundId: string; claim: Claim; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const form = useForm<{ word: Word | null; reason: string }, unknown>({
    initial: { word: claim.state === 'waiting' ? null : claim.state, reason: claim.reason },
    check: (v) => ({
      ...(v.word ? {} : { word: t`اختر القرار.` }),
      ...(v.word === 'refused' && !v.reason.trim() ? { reason: t`اكتب سبب الرفض ليقرأه المحكّم.` } : {}),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/rounds/{round_id}/entries/{entry_id}/na-claims/{criterion_id}', {
          params: {
            path: { round_id: roundId, entry_id: claim.entry_id, criterion_id: claim.criterion_id },
            ...(claim.version === null ? {} : { header: { 'if-match': `"${claim.version}"` } }),
          },
          body: { accepted: v.word === 'accepted', reason: v.reason },
        }),
      ),
    onSaved: async () => {
      await refreshPaths(
        '/api/v1/rounds/{round_id}/na-claims',
        '/api/v1/rounds/{round_id}/progress',
        '/api/v1/rounds/{round_id}/chair-progress',
        '/api/v1/juror/rounds',
        '/api/v1/home/organiser/{edition_id}',
      );
      notify(t`سُجّل القرار.`);
      onClose();
    },
  });
  const name = format.pick(claim.criterion_ar, claim.criterion_en);
  return (
    <Dialog
      title={t`هل ينطبق «${name}»؟`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>{t`سجّل القرار`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`القرار`}>
        <DescriptionList
          items={[
            {
              label: t`المشاركة`,
              value: (
                <>
                  <bdi>{format.number(claim.number, { useGrouping: false })}</bdi>{' '}
                  <bdi>{format.pick(claim.title_ar, claim.title_en)}</bdi>
                </>
              ),
            },
            {
              label: t`ما قاله المحكّمون`,
              value: (
                <ul className="tk-plain-list">
                  {claim.comments.map((comment) => (
                    <li key={comment} dir="auto">
                      {comment}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
        <RadioGroup
          label={t`القرار`}
          value={form.values.word}
          onChange={(word) => form.set({ word })}
          options={[
            {
              id: 'accepted',
              label: t`لا ينطبق`,
              description: t`لا تُحتسب فيه درجة لهذه المشاركة عند أي محكّم، ويُوزّع وزنه على غيره في فرعه.`,
            },
            {
              id: 'refused',
              label: t`ينطبق`,
              description: t`تعود تقييمات من لم يُعطه درجة مسودات، ولا تُحتسب حتى تُرسل بدرجة. يُكتب إليهم بالسبب.`,
            },
          ]}
          error={form.errors.word}
          isRequired
        />
        <TextArea
          {...form.field('reason')}
          label={t`سبب القرار`}
          rows={3}
          isRequired={form.values.word === 'refused'}
        />
      </ActForm>
    </Dialog>
  );
}
