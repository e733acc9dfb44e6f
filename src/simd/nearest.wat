;; Of each int8 row the int16 centroid with which its inner product is greatest. No product is ever written down: four rows meet two
;; centroids in registers, and only the best so far is kept:
;;
;;     for each four rows:
;;       best of each row = none
;;       for each two centroids:
;;         eight sums = 0
;;         for eight numbers at a time: each sum += numbers of its row, widened to int16, times those of its centroid (added in pairs)
;;         best of each row = the greater of it and its two sums; of equal ones the first
;;       write the four best: which, and the product
(module
  (import "env" "memory" (memory 1))

  ;; Writes for each row two int32: the number of its centroid, and the product. All arguments but `length`, the numbers of a row, are
  ;; addresses in the memory, in bytes. There are multiples of four rows and of two centroids, one after the other; `length` is a multiple
  ;; of sixteen.
  (func (export "run")
    (param $rows i32) (param $rowsEnd i32) (param $centroids i32) (param $centroidsEnd i32) (param $length i32) (param $out i32)
    ;; Where the first of the two centroids begins, and its number.
    (local $centroid i32) (local $number i32)
    ;; How far into the rows it has come, in bytes.
    (local $at i32)
    (local $score i32)
    ;; Of each row the greatest product so far, and the number of its centroid.
    (local $best0 i32) (local $best1 i32) (local $best2 i32) (local $best3 i32)
    (local $which0 i32) (local $which1 i32) (local $which2 i32) (local $which3 i32)
    ;; Where the four rows begin.
    (local $row0 i32) (local $row1 i32) (local $row2 i32) (local $row3 i32)
    ;; Where in each of the two centroids it is.
    (local $inCentroid0 i32) (local $inCentroid1 i32)
    ;; Eight numbers of each centroid, and of a row.
    (local $numbers0 v128) (local $numbers1 v128) (local $others v128)
    ;; Of each row and centroid four int32, whose sum is the product: "$sum31" of row 3 and centroid 1.
    (local $sum00 v128) (local $sum01 v128) (local $sum10 v128) (local $sum11 v128)
    (local $sum20 v128) (local $sum21 v128) (local $sum30 v128) (local $sum31 v128)

    (loop $fourRows
      (local.set $row0 (i32.add (local.get $rows) (i32.mul (local.get $length) (i32.const 0))))
      (local.set $row1 (i32.add (local.get $rows) (i32.mul (local.get $length) (i32.const 1))))
      (local.set $row2 (i32.add (local.get $rows) (i32.mul (local.get $length) (i32.const 2))))
      (local.set $row3 (i32.add (local.get $rows) (i32.mul (local.get $length) (i32.const 3))))
      ;; The least int32.
      (local.set $best0 (i32.const -2147483648))
      (local.set $best1 (i32.const -2147483648))
      (local.set $best2 (i32.const -2147483648))
      (local.set $best3 (i32.const -2147483648))
      (local.set $centroid (local.get $centroids))
      (local.set $number (i32.const 0))

      (loop $twoCentroids
        (local.set $sum00 (v128.const i32x4 0 0 0 0))
        (local.set $sum01 (v128.const i32x4 0 0 0 0))
        (local.set $sum10 (v128.const i32x4 0 0 0 0))
        (local.set $sum11 (v128.const i32x4 0 0 0 0))
        (local.set $sum20 (v128.const i32x4 0 0 0 0))
        (local.set $sum21 (v128.const i32x4 0 0 0 0))
        (local.set $sum30 (v128.const i32x4 0 0 0 0))
        (local.set $sum31 (v128.const i32x4 0 0 0 0))
        (local.set $inCentroid0 (i32.add (local.get $centroid) (i32.mul (local.get $length) (i32.const 0))))
        (local.set $inCentroid1 (i32.add (local.get $centroid) (i32.mul (local.get $length) (i32.const 2))))
        (local.set $at (i32.const 0))

        (loop $sixteenNumbers
          ;; `align=1` says nothing of the addresses, which costs nothing.
          ;; The first eight.
          (local.set $numbers0 (v128.load offset=0 align=1 (local.get $inCentroid0)))
          (local.set $numbers1 (v128.load offset=0 align=1 (local.get $inCentroid1)))
          (local.set $others (v128.load8x8_s offset=0 align=1 (i32.add (local.get $row0) (local.get $at))))
          (local.set $sum00 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers0)) (local.get $sum00)))
          (local.set $sum01 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers1)) (local.get $sum01)))
          (local.set $others (v128.load8x8_s offset=0 align=1 (i32.add (local.get $row1) (local.get $at))))
          (local.set $sum10 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers0)) (local.get $sum10)))
          (local.set $sum11 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers1)) (local.get $sum11)))
          (local.set $others (v128.load8x8_s offset=0 align=1 (i32.add (local.get $row2) (local.get $at))))
          (local.set $sum20 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers0)) (local.get $sum20)))
          (local.set $sum21 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers1)) (local.get $sum21)))
          (local.set $others (v128.load8x8_s offset=0 align=1 (i32.add (local.get $row3) (local.get $at))))
          (local.set $sum30 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers0)) (local.get $sum30)))
          (local.set $sum31 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers1)) (local.get $sum31)))
          ;; The other eight.
          (local.set $numbers0 (v128.load offset=16 align=1 (local.get $inCentroid0)))
          (local.set $numbers1 (v128.load offset=16 align=1 (local.get $inCentroid1)))
          (local.set $others (v128.load8x8_s offset=8 align=1 (i32.add (local.get $row0) (local.get $at))))
          (local.set $sum00 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers0)) (local.get $sum00)))
          (local.set $sum01 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers1)) (local.get $sum01)))
          (local.set $others (v128.load8x8_s offset=8 align=1 (i32.add (local.get $row1) (local.get $at))))
          (local.set $sum10 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers0)) (local.get $sum10)))
          (local.set $sum11 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers1)) (local.get $sum11)))
          (local.set $others (v128.load8x8_s offset=8 align=1 (i32.add (local.get $row2) (local.get $at))))
          (local.set $sum20 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers0)) (local.get $sum20)))
          (local.set $sum21 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers1)) (local.get $sum21)))
          (local.set $others (v128.load8x8_s offset=8 align=1 (i32.add (local.get $row3) (local.get $at))))
          (local.set $sum30 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers0)) (local.get $sum30)))
          (local.set $sum31 (i32x4.add (i32x4.dot_i16x8_s (local.get $others) (local.get $numbers1)) (local.get $sum31)))
          (local.set $inCentroid0 (i32.add (local.get $inCentroid0) (i32.const 32)))
          (local.set $inCentroid1 (i32.add (local.get $inCentroid1) (i32.const 32)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $sixteenNumbers (i32.lt_u (local.get $at) (local.get $length))))

        (local.set $score
          (i32.add (i32x4.extract_lane 0 (local.get $sum00)) (i32.add (i32x4.extract_lane 1 (local.get $sum00))
            (i32.add (i32x4.extract_lane 2 (local.get $sum00)) (i32x4.extract_lane 3 (local.get $sum00))))))
        (local.set $which0 (select (i32.add (local.get $number) (i32.const 0)) (local.get $which0)
          (i32.gt_s (local.get $score) (local.get $best0))))
        (local.set $best0 (select (local.get $score) (local.get $best0)
          (i32.gt_s (local.get $score) (local.get $best0))))
        (local.set $score
          (i32.add (i32x4.extract_lane 0 (local.get $sum01)) (i32.add (i32x4.extract_lane 1 (local.get $sum01))
            (i32.add (i32x4.extract_lane 2 (local.get $sum01)) (i32x4.extract_lane 3 (local.get $sum01))))))
        (local.set $which0 (select (i32.add (local.get $number) (i32.const 1)) (local.get $which0)
          (i32.gt_s (local.get $score) (local.get $best0))))
        (local.set $best0 (select (local.get $score) (local.get $best0)
          (i32.gt_s (local.get $score) (local.get $best0))))
        (local.set $score
          (i32.add (i32x4.extract_lane 0 (local.get $sum10)) (i32.add (i32x4.extract_lane 1 (local.get $sum10))
            (i32.add (i32x4.extract_lane 2 (local.get $sum10)) (i32x4.extract_lane 3 (local.get $sum10))))))
        (local.set $which1 (select (i32.add (local.get $number) (i32.const 0)) (local.get $which1)
          (i32.gt_s (local.get $score) (local.get $best1))))
        (local.set $best1 (select (local.get $score) (local.get $best1)
          (i32.gt_s (local.get $score) (local.get $best1))))
        (local.set $score
          (i32.add (i32x4.extract_lane 0 (local.get $sum11)) (i32.add (i32x4.extract_lane 1 (local.get $sum11))
            (i32.add (i32x4.extract_lane 2 (local.get $sum11)) (i32x4.extract_lane 3 (local.get $sum11))))))
        (local.set $which1 (select (i32.add (local.get $number) (i32.const 1)) (local.get $which1)
          (i32.gt_s (local.get $score) (local.get $best1))))
        (local.set $best1 (select (local.get $score) (local.get $best1)
          (i32.gt_s (local.get $score) (local.get $best1))))
        (local.set $score
          (i32.add (i32x4.extract_lane 0 (local.get $sum20)) (i32.add (i32x4.extract_lane 1 (local.get $sum20))
            (i32.add (i32x4.extract_lane 2 (local.get $sum20)) (i32x4.extract_lane 3 (local.get $sum20))))))
        (local.set $which2 (select (i32.add (local.get $number) (i32.const 0)) (local.get $which2)
          (i32.gt_s (local.get $score) (local.get $best2))))
        (local.set $best2 (select (local.get $score) (local.get $best2)
          (i32.gt_s (local.get $score) (local.get $best2))))
        (local.set $score
          (i32.add (i32x4.extract_lane 0 (local.get $sum21)) (i32.add (i32x4.extract_lane 1 (local.get $sum21))
            (i32.add (i32x4.extract_lane 2 (local.get $sum21)) (i32x4.extract_lane 3 (local.get $sum21))))))
        (local.set $which2 (select (i32.add (local.get $number) (i32.const 1)) (local.get $which2)
          (i32.gt_s (local.get $score) (local.get $best2))))
        (local.set $best2 (select (local.get $score) (local.get $best2)
          (i32.gt_s (local.get $score) (local.get $best2))))
        (local.set $score
          (i32.add (i32x4.extract_lane 0 (local.get $sum30)) (i32.add (i32x4.extract_lane 1 (local.get $sum30))
            (i32.add (i32x4.extract_lane 2 (local.get $sum30)) (i32x4.extract_lane 3 (local.get $sum30))))))
        (local.set $which3 (select (i32.add (local.get $number) (i32.const 0)) (local.get $which3)
          (i32.gt_s (local.get $score) (local.get $best3))))
        (local.set $best3 (select (local.get $score) (local.get $best3)
          (i32.gt_s (local.get $score) (local.get $best3))))
        (local.set $score
          (i32.add (i32x4.extract_lane 0 (local.get $sum31)) (i32.add (i32x4.extract_lane 1 (local.get $sum31))
            (i32.add (i32x4.extract_lane 2 (local.get $sum31)) (i32x4.extract_lane 3 (local.get $sum31))))))
        (local.set $which3 (select (i32.add (local.get $number) (i32.const 1)) (local.get $which3)
          (i32.gt_s (local.get $score) (local.get $best3))))
        (local.set $best3 (select (local.get $score) (local.get $best3)
          (i32.gt_s (local.get $score) (local.get $best3))))
        (local.set $centroid (i32.add (local.get $centroid) (i32.mul (local.get $length) (i32.const 4))))
        (local.set $number (i32.add (local.get $number) (i32.const 2)))
        (br_if $twoCentroids (i32.lt_u (local.get $centroid) (local.get $centroidsEnd))))

      (i32.store offset=0 (local.get $out) (local.get $which0))
      (i32.store offset=4 (local.get $out) (local.get $best0))
      (i32.store offset=8 (local.get $out) (local.get $which1))
      (i32.store offset=12 (local.get $out) (local.get $best1))
      (i32.store offset=16 (local.get $out) (local.get $which2))
      (i32.store offset=20 (local.get $out) (local.get $best2))
      (i32.store offset=24 (local.get $out) (local.get $which3))
      (i32.store offset=28 (local.get $out) (local.get $best3))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (local.set $rows (i32.add (local.get $rows) (i32.mul (local.get $length) (i32.const 4))))
      (br_if $fourRows (i32.lt_u (local.get $rows) (local.get $rowsEnd))))))
