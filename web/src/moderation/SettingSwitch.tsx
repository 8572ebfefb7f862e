import { Loader, Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { Failure } from '#ui/Failure.tsx';
import classes from './SettingSwitch.module.css';

interface SettingSwitchProps {
  label: string;
  hint?: string;
  /** What the server says, not what was pressed last. */
  checked: boolean;
  onChange: (checked: boolean) => Promise<unknown>;
}

/** One setting of the room: on or off as the server has it, busy until it has answered, and why where it did not. */
export function SettingSwitch({ label, hint, checked, onChange }: SettingSwitchProps) {
  const id = useId();
  const change = useMutation({ mutationFn: onChange });
  return (
    <div className={classes.setting}>
      <div className={classes.line}>
        <Switch
          label={label}
          {...(hint !== undefined && { 'aria-describedby': id })}
          checked={checked}
          aria-busy={change.isPending || undefined}
          onChange={() => !change.isPending && change.mutate(!checked)}
          withThumbIndicator={false}
        />
        {change.isPending && <Loader size={16} color="gray" aria-hidden />}
      </div>
      {hint !== undefined && (
        <p id={id} className={classes.hint}>
          {hint}
        </p>
      )}
      <Failure error={change.error} />
    </div>
  );
}
