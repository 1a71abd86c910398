/** Turkish words of `import`: the original from which the keys are typed. */
export default {} as const;
