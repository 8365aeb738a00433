"""The screens of village and office: home, Tambah PPKS, find, dossier, queues. Owns no tables."""
