/** Turkish words of `tasks`: the original from which the keys are typed. */
export default {} as const;
