// The link from the registration mail. Confirmed by a press, so that mail scanners confirm nothing.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { startSession } from '../../../shared/api/session';
import { Button } from '../../../shared/ui/Button';
import { ProblemNotice } from '../../../shared/ui/Notice';
import { FrontPage, fragmentToken } from './FrontForm';

export function ConfirmEmailPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [token] = useState(fragmentToken);
  const confirm = useMutation({
    mutationFn: () => must(api.POST('/api/v1/email-confirmations', { body: { token } })),
    onSuccess: ({ access_token }) => {
      startSession(access_token);
      void navigate({ to: '/', replace: true });
    },
  });
  return (
    <FrontPage title={t`تأكيد البريد الإلكتروني`} lead={t`خطوة واحدة ويكتمل تسجيلك.`}>
      <ProblemNotice error={confirm.error} />
      <Button kind="primary" size="large" wide busy={confirm.isPending} onPress={() => confirm.mutate()}>
        {t`أكّد بريدي`}
      </Button>
    </FrontPage>
  );
}
