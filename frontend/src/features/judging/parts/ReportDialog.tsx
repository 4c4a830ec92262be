// The organiser reports a juror's conflict with an entry, or with everything of an organisation.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { refreshConflicts } from './ConflictDialogs';
import { Found } from './Found';
import { NO_TIE, type Tie, TieFields, tieBody, useTieCheck } from './Tie';

interface Values extends Tie {
  juror_id: string | null;
}

export function ReportDialog({ editionId, onClose }: { editionId: string; onClose: () => void }) {
  const { t } = useLingui();
  const missing = useTieCheck();
  const format = useFormat();
  const path = { edition_id: editionId };
  const [id] = useState(newId);
  const [asked, setAsked] = useState({ juror: '', organisation: '' });
  const form = useForm<Values, components['schemas']['StaffConflict']>({
    initial: { juror_id: null, about: 'entry', ...NO_TIE },
    check: (v) => ({
      ...(v.juror_id ? {} : { juror_id: t`اختر المحكّم.` }),
      ...missing(v, true),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/conflicts/{conflict_id}', {
          params: { path: { ...path, conflict_id: id } },
          body: {
            juror_id: v.juror_id ?? '',
            ...tieBody(v),
          },
        }),
      ),
    onSaved: async () => {
      await refreshConflicts();
      notify(t`سُجّل البلاغ، وعُلّق ما يمسّه حتى يُبتّ فيه.`);
      onClose();
    },
  });
  const { values, errors } = form;
  const jurors = useGet('/api/v1/editions/{edition_id}/jurors', {
    path,
    query: { size: 20, q: asked.juror, sort: 'name' },
  });
  const organisations = useGet('/api/v1/organisations', {
    query: { size: 20, q: asked.organisation, sort: 'name' },
    enabled: values.about === 'organisation',
  });
  return (
    <Dialog
      title={t`الإبلاغ عن تعارض مصالح`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>{t`سجّل البلاغ`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`بلاغ تعارض مصالح`}>
        <Notice>{t`يُعلَّق المحكّم فورًا عن المشاركة، أو عن مشاركات الجهة كلها، حتى تبتّ في البلاغ بسبب مكتوب.`}</Notice>
        <Found
          label={t`المحكّم`}
          options={(jurors.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) }))}
          value={values.juror_id}
          onChange={(juror_id) => form.set({ juror_id })}
          onSearch={(juror) => setAsked((now) => ({ ...now, juror }))}
          error={errors.juror_id}
        />
        <TieFields
          form={form}
          editionId={editionId}
          agencies={
            <Found
              key="organisation"
              label={t`الجهة`}
              options={(organisations.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) }))}
              value={values.organisation_id}
              onChange={(organisation_id) => form.set({ organisation_id })}
              onSearch={(organisation) => setAsked((now) => ({ ...now, organisation }))}
              error={errors.organisation_id}
            />
          }
          drafts
          reason={t`ما تعلمه عنه`}
          explained
        />
      </ActForm>
    </Dialog>
  );
}
