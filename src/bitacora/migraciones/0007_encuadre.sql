-- Whether what would be published of an image is the sheet from edge to edge (Encuadre of src/dominio/evento-acta.ts):
-- on its screens the row of each field is known only then.

alter table prep.entrega add column encuadre text check (encuadre in ('hoja_entera', 'sin_enderezar'));
