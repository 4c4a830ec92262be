// Staff step back from an entry or from all of an agency; an organiser also says that another has to.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { useGet } from '../../../shared/api/query';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { type Recusal, refreshRecusals } from './RecusalActs';
import { NO_TIE, type Tie, TieFields, tieBody, useTieCheck } from './Tie';

interface Values extends Tie {
  user_id: string | null;
}

/** `own`: I step back; otherwise another of the team, whom the organiser names. */
export function RecusalDialog({ editionId, own, onClose }: { editionId: string; own: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const missing = useTieCheck();
  const format = useFormat();
  const path = { edition_id: editionId };
  const [id] = useState(newId);
  const form = useForm<Values, Recusal>({
    initial: { user_id: null, about: 'organisation', ...NO_TIE },
    check: (v) => ({
      ...(own || v.user_id ? {} : { user_id: t`اختر من يخصه التعارض.` }),
      ...missing(v, !own || v.kind === 'other'),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/recusals/{recusal_id}', {
          params: { path: { ...path, recusal_id: id } },
          body: {
            user_id: own ? null : v.user_id,
            ...tieBody(v),
          },
        }),
      ),
    onSaved: async () => {
      await refreshRecusals();
      notify(own ? t`سُجّل تنحّيك، فلا يُعرض عليك ما يمسّه.` : t`سُجّل البلاغ، وحُجب ما يمسّه حتى يُبتّ فيه.`);
      onClose();
    },
  });
  const { values, errors } = form;
  const team = useGet('/api/v1/grants', {
    query: { scope_kind: 'edition', scope_id: editionId, staff: true, size: 100, sort: 'name' },
    enabled: !own,
  });
  // The agencies that enter: every officer of the edition may read them, the register not.
  const entrants = useGet('/api/v1/editions/{edition_id}/entrants', {
    path,
    enabled: values.about === 'organisation',
  });
  const people = new Map((team.data?.items ?? []).map((one) => [one.user_id, format.name(one)]));
  return (
    <Dialog
      title={own ? t`التنحّي لتعارض مصالح` : t`الإبلاغ عن تعارض يخص أحد العاملين`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {own ? t`تنحَّ` : t`سجّل البلاغ`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`تعارض مصالح`}>
        <Notice>
          {own
            ? t`يُحجب عنك ما تتنحّى عنه فورًا: لا تراه في القوائم ولا تبتّ في نتائج ما يضمّه. ولا يرفع تنحّيك إلا منظّم غيرك.`
            : t`يُحجب عنه ما يمسّه التعارض فورًا حتى يُبتّ فيه بسبب مكتوب، ويُبلَّغ بذلك.`}
        </Notice>
        {own ? null : (
          <Select
            label={t`من يخصه التعارض`}
            options={[...people].map(([userId, label]) => ({ id: userId, label }))}
            value={values.user_id}
            onChange={(user_id) => form.set({ user_id })}
            error={errors.user_id}
            isRequired
          />
        )}
        <TieFields
          form={form}
          editionId={editionId}
          agencies={
            <ComboBox
              key="organisation"
              label={t`الجهة`}
              options={(entrants.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) }))}
              value={values.organisation_id}
              onChange={(organisation_id) => form.set({ organisation_id })}
              error={errors.organisation_id}
              isRequired
            />
          }
          reason={own ? t`السبب` : t`ما تعلمه عنه`}
          explained={!own || values.kind === 'other'}
        />
      </ActForm>
    </Dialog>
  );
}
