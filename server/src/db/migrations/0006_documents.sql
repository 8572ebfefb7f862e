CREATE TABLE "document" (
	"name" text PRIMARY KEY NOT NULL,
	"session_id" integer NOT NULL,
	"seq" integer DEFAULT 0 NOT NULL,
	"bytes" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_update" (
	"document_name" text NOT NULL,
	"seq" integer NOT NULL,
	"data" "bytea" NOT NULL,
	CONSTRAINT "document_update_document_name_seq_pk" PRIMARY KEY("document_name","seq")
);
--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_update" ADD CONSTRAINT "document_update_document_name_document_name_fk" FOREIGN KEY ("document_name") REFERENCES "public"."document"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_session" ON "document" USING btree ("session_id");--> statement-breakpoint
ALTER TABLE "document_update" ALTER COLUMN "data" SET STORAGE EXTERNAL;
