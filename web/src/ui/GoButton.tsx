import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

/** A step of a task that leads to another page: a button to the eye and to a screen reader alike. */
export function GoButton({ to, children, ...props }: ButtonProps & { to: string; children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <Button {...props} onClick={() => void navigate(to)}>
      {children}
    </Button>
  );
}
