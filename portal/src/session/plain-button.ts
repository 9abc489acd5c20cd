import type { ButtonProps } from '@mantine/core';
import type { ComponentPropsWithoutRef } from 'react';

export type PlainButtonProps = ButtonProps &
  Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps>;
