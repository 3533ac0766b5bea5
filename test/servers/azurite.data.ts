/** The account of every emulator of Azure storage, public by design: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite */
export const azuriteAccount = 'devstoreaccount1';
export const azuriteKey =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
